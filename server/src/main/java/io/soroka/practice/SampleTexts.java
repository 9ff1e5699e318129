package io.soroka.practice;

import io.soroka.policy.MessageClass;
import io.soroka.templates.SavedText;
import io.soroka.templates.SavedTexts;
import java.util.List;
import org.springframework.stereotype.Component;

/** Texts to begin with. */
@Component
public class SampleTexts {
    private static final List<SavedText.Wanted> TEXTS =
            List.of(
                    new SavedText.Wanted(
                            "Бонусы сгорают",
                            "{Имя|Здравствуйте}, у вас {Бонусы|0} бонусов до конца месяца. Отказ: СТОП",
                            MessageClass.ADVERTISING,
                            null),
                    new SavedText.Wanted(
                            "Напоминание об оплате",
                            "{Имя|Здравствуйте}, к оплате {Долг|0} руб. до {Срок оплаты|конца месяца}. Договор {Номер договора|без номера}.",
                            MessageClass.SERVICE,
                            null),
                    new SavedText.Wanted(
                            "Плановые работы",
                            "{Имя|Здравствуйте}, ночью с 2 до 5 часов связь может прерываться. Сорока",
                            MessageClass.SERVICE,
                            null));

    private final SavedTexts texts;

    SampleTexts(SavedTexts texts) {
        this.texts = texts;
    }

    /** Keeps them in a department that has none of these names. */
    public void keep(long departmentId, String by) {
        TEXTS.forEach(text -> texts.create(departmentId, text, by));
    }
}
