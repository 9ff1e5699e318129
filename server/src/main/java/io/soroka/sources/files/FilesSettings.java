package io.soroka.sources.files;

import io.soroka.platform.StartRefused;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Files that sources may read ({@code soroka.sources.*}); set by whoever runs the server, not in
 * the browser.
 *
 * @param folders whole paths of folders on this server; they and what is below them may be read,
 *     nothing else
 * @param maxMegabytes the largest file, here or on another server, 1 to 100,000 MB of a million
 *     bytes; as much space has to be free in the folder of data
 */
@ConfigurationProperties("soroka.sources")
public record FilesSettings(
        @DefaultValue List<Path> folders, @DefaultValue("2000") int maxMegabytes) {
    public FilesSettings {
        folders = List.copyOf(folders);
        for (Path one : folders) {
            if (!one.isAbsolute() || !one.equals(one.normalize()) || one.getNameCount() == 0) {
                throw new StartRefused(
                        "soroka.sources.folders must name folders by their whole paths, such as"
                                + " /srv/crm, but has \""
                                + one
                                + "\".");
            }
        }
        if (maxMegabytes < 1 || maxMegabytes > 100_000) {
            throw new StartRefused(
                    "soroka.sources.max-megabytes must be between 1 and 100000, but is "
                            + maxMegabytes
                            + ".");
        }
    }

    /** The largest file in bytes. */
    public long maxBytes() {
        return maxMegabytes * 1_000_000L;
    }
}
