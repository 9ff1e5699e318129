package io.soroka.platform.web;

import io.soroka.platform.Problems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What fails before or outside a controller, refused paths among it; the server forwards it here.
 */
@Controller
class ErrorProblems implements ErrorController {
    private final Problems problems;
    private final UnknownErrors unknown;

    ErrorProblems(Problems problems, UnknownErrors unknown) {
        this.problems = problems;
        this.unknown = unknown;
    }

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Whoever asks for this path himself finds nothing here.
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? code
                        : 404;
        problems.write(
                request,
                response,
                StatusProblems.isUnknown(status)
                        ? unknown.problem(
                                (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))
                        : StatusProblems.of(status));
    }
}
