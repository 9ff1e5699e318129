package io.soroka.bench;

import picocli.CommandLine.Command;

/** The group of measurements. */
@Command(
        name = "bench",
        description = "Measure the whole program.",
        subcommands = {CampaignBench.class, PagesBench.class},
        synopsisSubcommandLabel = "campaign|pages")
public final class BenchCommand {}
