package io.soroka.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.platform.StartRefused;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    @ParameterizedTest
    @CsvSource({
        "crm.example.com, crm.example.com, 10.1.2.3, true",
        "crm.example.com, CRM.Example.com, 10.1.2.3, true",
        "crm.example.com, other.example.com, 10.1.2.3, false",
        "crm.example.com, evil-crm.example.com, 10.1.2.3, false",
        "*.example.com, a.b.example.com, 10.1.2.3, true",
        "*.example.com, example.com, 10.1.2.3, false",
        "*.example.com, notexample.com, 10.1.2.3, false",
        "cafe.de, cafe.de, 10.1.2.3, true",
        "10.1.0.0/16, anything, 10.1.255.255, true",
        "10.1.0.0/16, anything, 10.2.0.0, false",
        "10.1.2.3, 10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.3, 10.1.2.4, false",
        "10.1.2.0/25, x, 10.1.2.127, true",
        "10.1.2.0/25, x, 10.1.2.128, false",
        "0.0.0.0/0, x, 8.8.8.8, true",
        "2001:db8::/32, x, 2001:db8:1::1, true",
        "2001:db8::/32, x, 2001:db9::1, false",
        "2001:db8::/32, x, 10.0.0.1, false",
        // Of one's own link, nobody's, everybody's, and where clouds tell secrets, whatever is
        // allowed.
        "0.0.0.0/0, metadata, 169.254.169.254, false",
        "metadata.internal, metadata.internal, 169.254.169.254, false",
        "::/0, x, fe80::1, false",
        "::/0, x, fd00:ec2::254, false",
        "::/0, x, fd00:ec3::254, true",
        "::/0, x, ::, false",
        "0.0.0.0/0, x, 0.0.0.0, false",
        "0.0.0.0/0, x, 224.0.0.1, false",
        // An address of the old kind written as one of the new.
        "::/0, x, ::ffff:169.254.169.254, false",
    })
    void allows_what_is_listed_and_never_what_is_forbidden(
            String entry, String host, String address, boolean allowed) {
        assertThat(new AddressRules(List.of(entry)).allow(host, InetAddress.ofLiteral(address)))
                .isEqualTo(allowed);
    }

    @Test
    void nothing_is_allowed_without_rules() {
        assertThat(new AddressRules(List.of()).allow("localhost", InetAddress.getLoopbackAddress()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "http://x",
                "10.0.0.0/33",
                "10.0.0.0/",
                "::/129",
                "1.2.3",
                "*.",
                "a|b",
                "*"
            })
    void an_entry_that_means_nothing_stops_the_start(String entry) {
        assertThatThrownBy(() -> new SourcesSettings(List.of(entry), null, List.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("soroka.sources.addresses");
    }
}
