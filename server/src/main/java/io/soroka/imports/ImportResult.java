package io.soroka.imports;

import java.util.List;

/**
 * What an import did. The books balance: {@code rows = imported + merged + rejected}.
 *
 * @param rows rows of the file; the header and blank lines are none
 * @param imported distinct clients created or touched
 * @param merged accepted rows folded into one of those clients beyond its first
 * @param rejected rows without a usable number
 * @param created how many of the imported clients are new
 * @param warnings how many values were left out or read with a doubt; the rows were accepted
 * @param rejections the first {@value #KEPT} rejected rows
 * @param warningsKept the first {@value #KEPT} warnings
 */
public record ImportResult(
        long rows,
        long imported,
        long merged,
        long rejected,
        long created,
        long warnings,
        List<ImportProblem> rejections,
        List<ImportProblem> warningsKept) {

    /** How many rejections, and how many warnings, are kept one by one; all are counted. */
    public static final int KEPT = 1_000;

    public ImportResult {
        rejections = List.copyOf(rejections);
        warningsKept = List.copyOf(warningsKept);
    }
}
