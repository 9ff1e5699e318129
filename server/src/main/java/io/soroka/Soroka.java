package io.soroka;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server application: everything it consists of is found below this package. */
@SpringBootApplication
public class Soroka {}
