package io.soroka.bench;

import picocli.CommandLine.Command;

/** The group of measurements. */
@Command(
        name = "bench",
        description = "Measure the whole program.",
        subcommands = {CampaignBench.class},
        synopsisSubcommandLabel = "campaign")
public final class BenchCommand {}
