package io.soroka.providers.smpp;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.ConnectorOption;
import io.soroka.providers.InvalidConnection;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.Tls;
import io.soroka.text.Coding;
import io.soroka.text.DefaultAlphabet;
import io.soroka.text.Senders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a connection over SMPP is set to.
 *
 * @param sessions how many sessions that submit; with {@code pairs} as many that receive beside
 *     them
 * @param pairs transmitters and receivers instead of transceivers
 * @param sender what recipients see when a message names no sender
 * @param validity SMPP time after which the operator gives up; empty for its own
 * @param zone where the operator's clock stands
 * @param query whether the operator answers query_sm
 */
record SmppOptions(
        SessionSettings session,
        int sessions,
        boolean pairs,
        String sender,
        Numbering senders,
        Numbering recipients,
        LongTexts longTexts,
        Coding coding,
        boolean flash,
        String validity,
        ZoneId zone,
        MessageIds.Relation ids,
        boolean query) {
    private static final String AUTO = "auto";
    private static final String PAIR = "pair";
    private static final String TLS_ON = "on";
    private static final int LONGEST_CERTIFICATES = 20_000;
    private static final int MONTH_MINUTES = 30 * 24 * 60;

    private static final ConnectorOption HOST = ConnectorOption.required("host", 253);
    private static final ConnectorOption PORT = ConnectorOption.number("port", 2775, 1, 65_535);
    private static final ConnectorOption SYSTEM_ID = ConnectorOption.required("systemId", 15);
    private static final ConnectorOption PASSWORD = ConnectorOption.secret(64);
    private static final ConnectorOption SENDER = ConnectorOption.required("sender", 15);
    private static final ConnectorOption SESSIONS = ConnectorOption.number("sessions", 1, 1, 10);
    private static final ConnectorOption WINDOW = ConnectorOption.number("window", 10, 1, 10_000);
    private static final ConnectorOption SYSTEM_TYPE =
            ConnectorOption.text("systemType", "", 12).asAdvanced();
    private static final ConnectorOption TLS =
            ConnectorOption.choice("tls", "off", List.of("off", TLS_ON)).asAdvanced();
    private static final ConnectorOption AUTHORITY =
            ConnectorOption.lines("authority", LONGEST_CERTIFICATES).asAdvanced();
    private static final ConnectorOption BIND =
            ConnectorOption.choice("bind", "transceiver", List.of("transceiver", PAIR))
                    .asAdvanced();
    private static final ConnectorOption VERSION =
            ConnectorOption.choice("version", "3.4", List.of("3.4", "5.0")).asAdvanced();
    private static final ConnectorOption LONG_TEXTS =
            ConnectorOption.choice("longTexts", LongTexts.UDH8.word(), LongTexts.words())
                    .asAdvanced();
    private static final ConnectorOption ALPHABET =
            ConnectorOption.choice(
                            "alphabet",
                            word(DefaultAlphabet.GSM7),
                            Arrays.stream(DefaultAlphabet.values()).map(SmppOptions::word).toList())
                    .asAdvanced();
    private static final List<String> TONS = List.of(AUTO, "0", "1", "2", "3", "4", "5", "6");
    private static final List<String> NPIS =
            List.of(AUTO, "0", "1", "3", "4", "6", "8", "9", "10", "14", "18");
    private static final ConnectorOption SENDER_TON =
            ConnectorOption.choice("senderTon", AUTO, TONS).asAdvanced();
    private static final ConnectorOption SENDER_NPI =
            ConnectorOption.choice("senderNpi", AUTO, NPIS).asAdvanced();
    private static final ConnectorOption RECIPIENT_TON =
            ConnectorOption.choice("recipientTon", AUTO, TONS).asAdvanced();
    private static final ConnectorOption RECIPIENT_NPI =
            ConnectorOption.choice("recipientNpi", AUTO, NPIS).asAdvanced();
    private static final ConnectorOption VALIDITY =
            ConnectorOption.number("validity", 0, 0, MONTH_MINUTES).asAdvanced();
    private static final ConnectorOption FLASH = ConnectorOption.yesNo("flash", false).asAdvanced();
    private static final ConnectorOption IDS =
            ConnectorOption.choice(
                            "ids", MessageIds.Relation.SAME.word(), MessageIds.Relation.words())
                    .asAdvanced();
    private static final ConnectorOption QUERY = ConnectorOption.yesNo("query", false).asAdvanced();
    private static final ConnectorOption ZONE =
            ConnectorOption.text("zone", "UTC", 40).asAdvanced();
    private static final ConnectorOption ENQUIRE_INTERVAL =
            ConnectorOption.number("enquireInterval", 30, 5, 600).asAdvanced();
    private static final ConnectorOption RESPONSE_TIMEOUT =
            ConnectorOption.number("responseTimeout", 60, 5, 600).asAdvanced();

    /** In the order in which people are asked. */
    static final List<ConnectorOption> ALL =
            List.of(
                    HOST,
                    PORT,
                    SYSTEM_ID,
                    PASSWORD,
                    SENDER,
                    SESSIONS,
                    WINDOW,
                    TLS,
                    AUTHORITY,
                    BIND,
                    VERSION,
                    SYSTEM_TYPE,
                    ENQUIRE_INTERVAL,
                    RESPONSE_TIMEOUT,
                    LONG_TEXTS,
                    ALPHABET,
                    FLASH,
                    VALIDITY,
                    SENDER_TON,
                    SENDER_NPI,
                    RECIPIENT_TON,
                    RECIPIENT_NPI,
                    IDS,
                    QUERY,
                    ZONE);

    /** How many sessions there are of both kinds. */
    static int sessions(ConnectionSettings settings) {
        return settings.number(SESSIONS) * (settings.text(BIND).equals(PAIR) ? 2 : 1);
    }

    static Coding coding(ConnectionSettings settings) {
        return new Coding(
                DefaultAlphabet.valueOf(settings.text(ALPHABET).toUpperCase(Locale.ROOT)),
                LongTexts.of(settings.text(LONG_TEXTS)).reference());
    }

    static boolean wholeTexts(ConnectionSettings settings) {
        return LongTexts.of(settings.text(LONG_TEXTS)) == LongTexts.PAYLOAD;
    }

    /**
     * Reads and checks what is set.
     *
     * @throws InvalidConnection naming what can't be used
     */
    static SmppOptions of(ConnectionSettings settings) {
        String sender = settings.text(SENDER);
        if (!Senders.isUsable(sender)) {
            throw new InvalidConnection(SENDER.key(), "connection.sender-unusable");
        }
        for (ConnectorOption option : List.of(HOST, SYSTEM_ID, SYSTEM_TYPE)) {
            ascii(option, settings.text(option));
        }
        ascii(PASSWORD, settings.secret());
        SessionSettings session =
                SessionSettings.to(
                                settings.text(HOST),
                                settings.number(PORT),
                                settings.text(SYSTEM_ID),
                                settings.secret())
                        .systemType(settings.text(SYSTEM_TYPE))
                        .window(settings.number(WINDOW))
                        .tls(tls(settings))
                        .interfaceVersion(
                                settings.text(VERSION).equals("5.0")
                                        ? SessionSettings.VERSION_5_0
                                        : SessionSettings.VERSION_3_4)
                        .enquireInterval(Duration.ofSeconds(settings.number(ENQUIRE_INTERVAL)))
                        .responseTimeout(Duration.ofSeconds(settings.number(RESPONSE_TIMEOUT)))
                        .build();
        return new SmppOptions(
                session,
                settings.number(SESSIONS),
                settings.text(BIND).equals(PAIR),
                sender,
                new Numbering(number(settings, SENDER_TON), number(settings, SENDER_NPI)),
                new Numbering(number(settings, RECIPIENT_TON), number(settings, RECIPIENT_NPI)),
                LongTexts.of(settings.text(LONG_TEXTS)),
                coding(settings),
                settings.text(FLASH).equals("true"),
                relative(settings.number(VALIDITY)),
                zone(settings),
                MessageIds.Relation.of(settings.text(IDS)),
                settings.text(QUERY).equals("true"));
    }

    private static @Nullable Tls tls(ConnectionSettings settings) {
        String authority = settings.text(AUTHORITY);
        if (!settings.text(TLS).equals(TLS_ON)) {
            if (!authority.isBlank()) {
                throw new InvalidConnection(AUTHORITY.key(), "connection.certificate-without-tls");
            }
            return null;
        }
        try {
            return Tls.client(authority);
        } catch (IllegalArgumentException e) {
            throw new InvalidConnection(AUTHORITY.key(), "connection.certificate-unusable");
        }
    }

    private static @Nullable Integer number(ConnectionSettings settings, ConnectorOption option) {
        String value = settings.text(option);
        return value.equals(AUTO) ? null : Integer.valueOf(value);
    }

    /** A relative SMPP time, YYMMDDhhmmss000R. */
    static String relative(int minutes) {
        return minutes == 0
                ? ""
                : "0000%02d%02d%02d00000R"
                        .formatted(minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    }

    private static ZoneId zone(ConnectionSettings settings) {
        try {
            return ZoneId.of(settings.text(ZONE).strip());
        } catch (DateTimeException e) {
            throw new InvalidConnection(ZONE.key(), "connection.zone-unusable");
        }
    }

    /** The protocol knows nothing else. */
    private static void ascii(ConnectorOption option, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new InvalidConnection(option.key(), "connection.not-ascii");
        }
    }

    private static String word(DefaultAlphabet alphabet) {
        return alphabet.name().toLowerCase(Locale.ROOT);
    }
}
