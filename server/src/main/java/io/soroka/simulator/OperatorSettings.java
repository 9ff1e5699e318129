package io.soroka.simulator;

/**
 * One simulated operator; the package documentation says what each field means and which values it
 * takes.
 *
 * @param habits what it does at its start
 */
record OperatorSettings(
        String name,
        String title,
        String systemId,
        String password,
        int port,
        int window,
        Habits habits) {

    /** The name of the page's port in the ports file. */
    static final String PAGE = "http";

    OperatorSettings {
        if (!name.matches("[a-z0-9-]{1,20}")) {
            throw new IllegalArgumentException("name must be 1 to 20 of a-z, 0-9 and -");
        }
        if (name.equals(PAGE)) {
            throw new IllegalArgumentException("name must not be http, which is the page's");
        }
        Check.text(title, 60, "title");
        Check.text(systemId, 15, "systemId");
        Check.text(password, 64, "password");
        Check.range(port, 0, 65_535, "port");
        Check.range(window, 1, 100_000, "window");
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "OperatorSettings[" + name + "]";
    }
}
