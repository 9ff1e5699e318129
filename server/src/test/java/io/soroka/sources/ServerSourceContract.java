package io.soroka.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every kind keeps that connects to another server. */
public abstract class ServerSourceContract extends SourceContract {
    /** The kind, which may connect to these addresses alone. */
    protected abstract SourceKind kind(String... addresses);

    @Override
    protected SourceKind kind() {
        return kind("127.0.0.0/8");
    }

    /** How it is reached at another host. */
    protected SourceSettings atHost(String host) {
        return with("host", host);
    }

    /** How it is reached at another port. */
    protected SourceSettings atPort(int port) {
        return with("port", String.valueOf(port));
    }

    /** A secret that is none. */
    protected String wrongSecret() {
        return "wrong-" + settings().secret();
    }

    @Test
    void failures_have_their_reasons_and_no_secrets() {
        var wrong = new SourceSettings(settings().options(), wrongSecret(), 20);
        fails("source.login-refused", () -> kind().open(wrong));
        fails("source.unreachable", () -> kind().open(atPort(1)));
        fails("source.host-unknown", () -> kind().open(atHost("nowhere.invalid")));
        assertThat(settings().toString()).doesNotContain(settings().secret());
    }

    @Test
    void only_allowed_addresses_are_connected_to() {
        reset();
        fails("source.address-refused", () -> kind(new String[0]).open(settings()));
        fails("source.address-refused", () -> kind("10.0.0.0/8").open(settings()));
        fails(
                "source.address-refused",
                () -> kind("169.254.0.0/16").open(atHost("169.254.169.254")));
        // A name that is allowed and means an address that is not forbidden.
        try (SourceReader reader = kind("localhost").open(atHost("localhost"))) {
            assertThat(reader.preview(entity("people"), 1)).hasSize(1);
        }
        fails("source.address-refused", () -> kind("localhost").open(atHost("127.0.0.1")));
    }
}
