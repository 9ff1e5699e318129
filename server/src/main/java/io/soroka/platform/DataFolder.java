package io.soroka.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of everything that must survive, held by one instance at a time; the hold ends with
 * the process.
 */
final class DataFolder implements AutoCloseable {
    private final FileChannel channel;

    private DataFolder(FileChannel channel) {
        this.channel = channel;
    }

    static DataFolder hold(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("soroka.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                String holder = Files.readString(folder.resolve("soroka.lock")).strip();
                channel.close();
                throw new StartRefused(
                        "Another Soroka (process "
                                + holder
                                + ") holds the data folder "
                                + folder
                                + "; stop it first, or choose another folder with --data.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(channel);
        } catch (IOException e) {
            throw new StartRefused(
                    "The data folder "
                            + folder
                            + " can't be used: "
                            + e.getMessage()
                            + ". Give one that can be written with --data.",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
