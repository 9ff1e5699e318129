package io.soroka.demo;

import io.soroka.platform.StartRefused;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample company ({@code soroka.demo.*}); off unless asked for, so that a real installation has
 * no default log-ins.
 *
 * @param enabled whether the company is set up at the start
 * @param password of its users
 * @param clients how many fictional clients are imported the first time
 * @param operators simulated operators to connect to, each as {@code name:title:port:prefixes},
 *     prefixes split by {@code +}
 * @param sessions sessions of each connection
 * @param window window of each session
 * @param ratePerSecond parts a second on each connection, 0 for no limit
 */
@ConfigurationProperties("soroka.demo")
record DemoSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("") String password,
        @DefaultValue("20000") int clients,
        @DefaultValue List<String> operators,
        @DefaultValue("2") int sessions,
        @DefaultValue("100") int window,
        @DefaultValue("0") int ratePerSecond) {
    DemoSettings {
        for (String operator : operators) {
            if (!operator.matches("[^:]+:[^:]+:\\d{1,5}:[0-9+]*")) {
                throw new StartRefused(
                        "soroka.demo.operators must be name:title:port:prefixes, but one is \""
                                + operator
                                + "\".");
            }
        }
    }
}
