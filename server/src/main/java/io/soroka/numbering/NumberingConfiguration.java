package io.soroka.numbering;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the server its one reader of numbers, for the country it is set to. */
@Configuration(proxyBeanMethods = false)
class NumberingConfiguration {

    /**
     * @param country two letters of ISO 3166-1; a number without + or 00 is taken for one of this
     *     country. An unknown country stops the start.
     */
    @Bean
    Numbers numbers(@Value("${soroka.numbering.country:RU}") String country) {
        return new Numbers(country);
    }
}
