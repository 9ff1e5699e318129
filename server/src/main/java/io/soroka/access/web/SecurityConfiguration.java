package io.soroka.access.web;

import io.soroka.access.Users;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Problems;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.web.server.servlet.CookieSameSiteSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The one chain of filters: the API needs a session, everything else (the interface's files and its
 * paths) is public.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    static final String SESSION = "/api/v1/session";

    /** Inline styles stay allowed: the interface's components set style attributes. */
    private static final String CONTENT_POLICY =
            String.join(
                    "; ",
                    "default-src 'self'",
                    "script-src 'self'",
                    "style-src 'self' 'unsafe-inline'",
                    "img-src 'self' data:",
                    "object-src 'none'",
                    "base-uri 'self'",
                    "form-action 'self'",
                    "frame-ancestors 'none'");

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http, Users users, Problems problems, SecurityContextRepository contexts) {
        return http.authorizeHttpRequests(requests ->
                        requests.dispatcherTypeMatchers(
                                        DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, SESSION)
                                .permitAll()
                                .requestMatchers("/api/**")
                                .authenticated()
                                .anyRequest()
                                .permitAll())
                .securityContext(context -> context.securityContextRepository(contexts))
                .addFilterAfter(new FreshUserFilter(users), SecurityContextHolderFilter.class)
                .addFilterAfter(new LoginSizeFilter(problems), FreshUserFilter.class)
                .csrf(CsrfConfigurer::spa)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers ->
                        headers.contentSecurityPolicy(
                                        policy -> policy.policyDirectives(CONTENT_POLICY))
                                .referrerPolicy(
                                        policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, e) ->
                                        problems.write(
                                                request,
                                                response,
                                                new ProblemException(401, "unauthenticated")))
                                .accessDeniedHandler((request, response, e) ->
                                        problems.write(
                                                request,
                                                response,
                                                new ProblemException(
                                                        403,
                                                        e instanceof CsrfException
                                                                ? "csrf"
                                                                : "forbidden"))))
                .build();
    }

    @Bean
    SecurityContextRepository contexts() {
        return new HttpSessionSecurityContextRepository();
    }

    /** Other sites' pages can link here with a session but not post with it. */
    @Bean
    CookieSameSiteSupplier sameSite() {
        return CookieSameSiteSupplier.ofLax();
    }

    /** Passwords are checked in one place, Logins; without this one Boot would make up a user. */
    @Bean
    AuthenticationManager noOtherWayIn() {
        return authentication -> {
            throw new ProviderNotFoundException("Log in at " + SESSION);
        };
    }
}
