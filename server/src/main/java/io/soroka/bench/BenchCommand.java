package io.soroka.bench;

import picocli.CommandLine.Command;

/** The group of measurements. */
@Command(
        name = "bench",
        description = "Measure the whole program.",
        subcommands = {
            CampaignBench.class,
            ImportBench.class,
            KannelBench.class,
            PagesBench.class,
            SegmentsBench.class,
            SyncBench.class
        },
        synopsisSubcommandLabel = "campaign|import|kannel|pages|segments|sync")
public final class BenchCommand {}
