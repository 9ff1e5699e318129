package io.soroka.bench;

import picocli.CommandLine.Command;

/** The group of measurements. */
@Command(
        name = "bench",
        description = "Measure the whole program.",
        subcommands = {CampaignBench.class, ImportBench.class, PagesBench.class},
        synopsisSubcommandLabel = "campaign|import|pages")
public final class BenchCommand {}
