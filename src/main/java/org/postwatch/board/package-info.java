/**
 * What Postwatch says, for people at a terminal: a board that is redrawn, lines where there is no terminal, a summary. The text is
 * worked out by pure functions of what was said; only {@link org.postwatch.board.Listener} reads topics and only
 * {@link org.postwatch.board.Screen} knows the terminal.
 */
package org.postwatch.board;
