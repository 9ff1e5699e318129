package io.soroka.campaigns;

import io.soroka.templates.ClientFields;
import io.soroka.templates.Template;
import io.soroka.templates.Templates;

/** Texts whose variables are fields of a client. */
final class ClientTexts {
    private ClientTexts() {}

    static Template compile(String text) {
        return Templates.compile(text, ClientFields.NAMES);
    }
}
