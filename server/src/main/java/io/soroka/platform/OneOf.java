package io.soroka.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a text in a request or an answer (or of each text in a list) which words it may be, so
 * that the API's description names them: an enum's constants in lower case, or those given.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OneOf {
    /** The enum whose constants, in lower case, are the words. */
    Class<? extends Enum<?>> value() default None.class;

    /** The words where no enum has them, and those that stand beside an enum's. */
    String[] words() default {};

    /** No words at all. */
    enum None {}
}
