/** QR codes as SVG, made by ZXing. */
package org.postwatch.checkin.qr;
