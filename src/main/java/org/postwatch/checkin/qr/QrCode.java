package org.postwatch.checkin.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/** QR codes. */
public final class QrCode {
    /** A phone reads a code of so many characters from a screen or a sheet without effort. */
    public static final int MAX_CHARS = 300;

    /** The white border that ISO/IEC 18004 requires, in modules. */
    private static final int BORDER = 4;

    private QrCode() {}

    /**
     * A code as an SVG document, black on white, with one path. It has no size of its own and fits its place.
     *
     * @param text 1 to {@value #MAX_CHARS} characters, such as an address
     * @throws IllegalArgumentException if the text is empty or longer
     */
    public static String svg(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "a code of " + text.length() + " characters; expected 1 to " + MAX_CHARS);
        }
        ByteMatrix modules = encode(text);
        int size = modules.getWidth() + 2 * BORDER;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
                + "\" role=\"img\" aria-label=\"QR code\" shape-rendering=\"crispEdges\">"
                + "<path fill=\"#fff\" d=\"M0 0h" + size + "v" + size + "H0z\"/>"
                + "<path fill=\"#000\" d=\"" + path(modules) + "\"/></svg>";
    }

    private static ByteMatrix encode(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("the text does not fit into a QR code", e);
        }
    }

    /** One rectangle for each run of dark modules of a row. */
    private static String path(ByteMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            int x = 0;
            while (x < modules.getWidth()) {
                int start = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > start) {
                    path.append('M').append(start + BORDER).append(' ').append(y + BORDER);
                    path.append('h')
                            .append(x - start)
                            .append("v1h-")
                            .append(x - start)
                            .append('z');
                } else {
                    x++;
                }
            }
        }
        return path.toString();
    }
}
