package io.soroka.simulator;

import java.util.List;

/**
 * How long responses take as time goes by.
 *
 * @param points in order of time, 1 to 100; none before the first
 */
record Latency(List<Point> points) {
    private static final int MAX_POINTS = 100;
    private static final Delay NONE = new Delay(0, 0);

    /**
     * From a second on, until that of the next point.
     *
     * @param fromSecond since it was set up, 0 to 86,400
     */
    record Point(int fromSecond, Delay delay) {
        Point {
            Check.range(fromSecond, 0, 86_400, "fromSecond");
        }
    }

    Latency {
        Check.range(points.size(), 1, MAX_POINTS, "the number of latency points");
        points = List.copyOf(points);
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).fromSecond() <= points.get(i - 1).fromSecond()) {
                throw new IllegalArgumentException(
                        "latency["
                                + i
                                + "].fromSecond must be more than that of the point before it");
            }
        }
    }

    /** What holds so many seconds after it was set up. */
    Delay at(long second) {
        Delay now = NONE;
        for (Point point : points) {
            if (point.fromSecond() > second) {
                break;
            }
            now = point.delay();
        }
        return now;
    }
}
