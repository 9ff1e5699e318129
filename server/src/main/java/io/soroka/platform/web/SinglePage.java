package io.soroka.platform.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the browser's interface: its files, and its one page for every address that it draws
 * itself.
 */
@Configuration(proxyBeanMethods = false)
class SinglePage implements WebMvcConfigurer {
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/**")
                .addResourceLocations("classpath:/static/")
                .resourceChain(true)
                .addResolver(
                        new PathResourceResolver() {
                            @Override
                            protected @Nullable Resource getResource(String path, Resource location)
                                    throws IOException {
                                Resource file = super.getResource(path, location);
                                return file == null && drawnByThePage(path)
                                        ? super.getResource("index.html", location)
                                        : file;
                            }
                        });
    }

    /** Addresses of the interface have no dot in their last step; those of files do. */
    private static boolean drawnByThePage(String path) {
        return !path.startsWith("api/") && path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
    }
}
