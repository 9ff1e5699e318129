package io.soroka.imports;

import io.soroka.platform.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;

/**
 * The part "file" of a form, read in passing. The framework's own way would write whatever anybody
 * sends to the disk before it is known who sends it.
 *
 * @param name as the sender calls it; anything
 */
public record UploadedFile(String name, InputStream content) {

    private static final int LONGEST_HEADER = 8_192;
    private static final int MOST_PARTS = 10;

    /**
     * Finds the part; what stands before it is passed over.
     *
     * @throws ProblemException 400 if the form has no such part or cannot be read
     */
    public static UploadedFile of(HttpServletRequest request) {
        FileUpload form = new FileUpload();
        form.setHeaderEncoding(StandardCharsets.UTF_8.name());
        form.setPartHeaderSizeMax(LONGEST_HEADER);
        form.setFileCountMax(MOST_PARTS);
        form.setFileSizeMax(-1);
        form.setSizeMax(-1);
        try {
            FileItemIterator parts = form.getItemIterator(new Form(request));
            while (parts.hasNext()) {
                FileItemStream part = parts.next();
                if ("file".equals(part.getFieldName()) && !part.isFormField()) {
                    return new UploadedFile(
                            part.getName() == null ? "" : part.getName(),
                            new Part(part.openStream()));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(400, "import-no-file");
        }
        throw new ProblemException(400, "import-no-file");
    }

    /** Tells a form that breaks off from a disk that is full. */
    private static final class Part extends FilterInputStream {
        Part(InputStream content) {
            super(content);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw new ProblemException(400, "import-no-file");
            }
        }
    }

    private record Form(HttpServletRequest request) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return request.getContentType() == null ? "" : request.getContentType();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return request.getInputStream();
        }

        @Override
        public long contentLength() {
            return request.getContentLengthLong();
        }
    }
}
