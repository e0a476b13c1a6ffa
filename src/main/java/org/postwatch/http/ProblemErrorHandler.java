package org.postwatch.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers with a problem document what Jetty itself refuses. It repeats nothing of the request. */
final class ProblemErrorHandler extends ErrorHandler {
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        SecurityHeaders.put(response.getHeaders());
        byte[] body = body(code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDetails.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static byte[] body(int status) {
        return switch (status) {
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, HttpStatus.URI_TOO_LONG_414 ->
                body(status, "too-large", "the request line and the headers are too long");
            case HttpStatus.BAD_REQUEST_400 -> body(status, "malformed", "this is no valid HTTP request");
            default -> body(status, "not-accepted", "the server did not accept the request");
        };
    }

    private static byte[] body(int status, String reason, String detail) {
        return ProblemDetails.of(status, detail).with("reason", reason).toJson();
    }
}
