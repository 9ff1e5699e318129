package io.soroka.sources;

import io.soroka.platform.StartRefused;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What sources may reach ({@code soroka.sources.*}); set by whoever runs the server, not in the
 * browser.
 *
 * @param addresses what may be connected to: names ({@code crm.example.com}, {@code
 *     *.example.com}), addresses and networks ({@code 10.1.0.0/16}); nothing else may
 * @param drivers a folder with further JDBC drivers; null for none
 * @param jdbcUrls the whole addresses at which further drivers may be used
 */
@ConfigurationProperties("soroka.sources")
public record SourcesSettings(
        @DefaultValue List<String> addresses,
        @Nullable Path drivers,
        @DefaultValue List<String> jdbcUrls) {
    public SourcesSettings {
        addresses = List.copyOf(addresses);
        jdbcUrls = List.copyOf(jdbcUrls);
        for (String one : addresses) {
            if (!AddressRules.isUsable(one)) {
                throw new StartRefused(
                        "soroka.sources.addresses must name hosts, addresses or networks such as"
                                + " crm.example.com, *.example.com or 10.1.0.0/16, but has \""
                                + one
                                + "\".");
            }
        }
    }

    /** The rules that the addresses make. */
    public AddressRules rules() {
        return new AddressRules(addresses);
    }
}
