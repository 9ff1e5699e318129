package io.soroka.bench;

import picocli.CommandLine.Command;

/** The group of measurements. */
@Command(
        name = "bench",
        description = "Measure the whole program.",
        subcommands = {CampaignBench.class, ImportBench.class, KannelBench.class, PagesBench.class},
        synopsisSubcommandLabel = "campaign|import|kannel|pages")
public final class BenchCommand {}
