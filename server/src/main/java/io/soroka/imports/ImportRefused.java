package io.soroka.imports;

import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import io.soroka.tables.TableRefused;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.i18n.LocaleContextHolder;

/** A file that cannot be imported as a whole; nothing of it has been saved. */
public final class ImportRefused extends RuntimeException {

    private final String messageKey;
    private final List<String> arguments;

    ImportRefused(String messageKey, Object... arguments) {
        super(messageKey);
        this.messageKey = messageKey;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    ImportRefused(TableRefused why) {
        this("import." + why.reason(), why.arguments().toArray());
    }

    /** The key, in the message bundles, of what is wrong and what to do. */
    public String messageKey() {
        return messageKey;
    }

    /**
     * What the message needs. Headers of the file may be among them, which are for the person who
     * brought it and not for logs.
     */
    public List<String> arguments() {
        return arguments;
    }

    /** The same as an answer to whoever has sent the file. */
    public ProblemException problem() {
        return new ProblemException(
                        messageKey.equals("import.file-too-large") ? 413 : 422,
                        "import-refused",
                        Messages.text(
                                LocaleContextHolder.getLocale(), messageKey, arguments.toArray()))
                .at("/file");
    }
}
