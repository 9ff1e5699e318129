package io.soroka.cli;

import picocli.CommandLine.Command;

/** Prints what is running. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable {
    @Override
    public void run() {
        String version = getClass().getPackage().getImplementationVersion();
        System.out.println(
                "Soroka "
                        + (version == null ? "(not packaged)" : version)
                        + ", Java "
                        + Runtime.version());
    }
}
