package io.soroka.platform;

import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set from outside for the whole process ({@code soroka.*}).
 *
 * @param data folder of everything that must survive: database, keys
 * @param node number of this instance among those that share a database, 0 to 63
 * @param timeZone the company's time zone: where its days begin
 * @param database an external PostgreSQL; without a URL the bundled one runs in the data folder
 */
@ConfigurationProperties("soroka")
public record Settings(
        @DefaultValue("data") Path data,
        @DefaultValue("0") int node,
        @DefaultValue("Europe/Moscow") ZoneId timeZone,
        @DefaultValue Database database) {

    /**
     * Where the database is.
     *
     * @param url a JDBC address, {@code jdbc:postgresql://…}
     * @param user the application's own role
     * @param ownerUser the database's owner, who migrates; without one, {@code user} does and the
     *     audit is guarded by its trigger alone
     * @param poolSize connections for web requests and jobs, 2 to 200
     */
    public record Database(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String ownerUser,
            @Nullable String ownerPassword,
            @DefaultValue("10") int poolSize) {
        public Database {
            if (url != null && !url.startsWith("jdbc:postgresql:")) {
                throw new StartRefused(
                        "soroka.database.url must begin with jdbc:postgresql:, such as"
                                + " jdbc:postgresql://db.example/soroka.");
            }
            if (poolSize < 2 || poolSize > 200) {
                throw new StartRefused(
                        "soroka.database.pool-size must be between 2 and 200, but is "
                                + poolSize
                                + ".");
            }
        }

        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }
}
