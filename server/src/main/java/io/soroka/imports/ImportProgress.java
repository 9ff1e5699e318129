package io.soroka.imports;

/**
 * How far an import is; written by the thread that imports, read by the one that tells the others.
 */
final class ImportProgress {

    /** The part of the whole work that reading the file takes, as measured on large files. */
    private static final double READING = 0.5;

    private final long bytes;
    private volatile long bytesRead;
    private volatile long rows;
    private volatile double folded;
    private volatile boolean folding;

    /**
     * @param bytes how long the file is
     */
    ImportProgress(long bytes) {
        this.bytes = Math.max(1, bytes);
    }

    void bytesRead(long read) {
        bytesRead = read;
    }

    void rows(long read) {
        rows = read;
    }

    /**
     * @param share of the work after reading, 0 to 1
     */
    void folded(double share) {
        folding = true;
        folded = share;
    }

    long rows() {
        return rows;
    }

    boolean folding() {
        return folding;
    }

    /** The share of the whole work, 0 to 1; never falls. */
    double share() {
        return folding
                ? READING + (1 - READING) * folded
                : READING * Math.min(1, (double) bytesRead / bytes);
    }
}
