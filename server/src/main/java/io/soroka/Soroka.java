package io.soroka;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server's application class: everything it consists of is found below this package. */
@SpringBootApplication
public class Soroka {
    private Soroka() {}

    static void main(String[] args) {
        SpringApplication.run(Soroka.class, args);
    }
}
