/**
 * Terminal output: a live board, lines where there is no terminal, and a summary. Pure functions render the text;
 * only {@link org.postwatch.board.OutputTopicConsumer} reads topics, and only {@link
 * org.postwatch.board.TerminalScreen} uses the terminal.
 */
package org.postwatch.board;
