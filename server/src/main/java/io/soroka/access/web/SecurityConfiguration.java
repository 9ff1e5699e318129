package io.soroka.access.web;

import io.soroka.access.ApiKeys;
import io.soroka.access.Sessions;
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
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The one chain of filters: the API and the metrics need a session or a key, everything else (the
 * interface's files and its paths) is public.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    static final String SESSION = "/api/v1/session";
    static final String METRICS = "/metrics";

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

    /** What strangers may send; everything else in the API needs a session or a key. */
    private static final RequestMatcher STRANGERS =
            new OrRequestMatcher(
                    path(HttpMethod.POST, SESSION),
                    path(HttpMethod.GET, "/api/v1/setup"),
                    path(HttpMethod.POST, "/api/v1/setup"),
                    path(HttpMethod.GET, "/api/v1/password-links/{token}"),
                    path(HttpMethod.POST, "/api/v1/password-links/{token}"));

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http, Sessions sessions, ApiKeys keys, Problems problems) {
        // Sessions are rows of ours; the container's are not used at all.
        SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();
        return http.authorizeHttpRequests(requests ->
                        requests.dispatcherTypeMatchers(
                                        DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(STRANGERS)
                                .permitAll()
                                .requestMatchers("/api/**", METRICS)
                                .authenticated()
                                .anyRequest()
                                .permitAll())
                .securityContext(context -> context.securityContextRepository(contexts))
                .sessionManagement(management ->
                        management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterAfter(
                        new CallerFilter(sessions, keys, contexts, problems),
                        SecurityContextHolderFilter.class)
                .addFilterAfter(new StrangerSizeFilter(STRANGERS, problems), CallerFilter.class)
                // No page of another site can make a browser send a key.
                .csrf(csrf -> csrf.spa().ignoringRequestMatchers(CallerFilter::showsKey))
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
