/**
 * Output for people at a terminal: a board that is redrawn, lines where there is no terminal, a summary. Pure functions make the text
 * from the records; only {@link org.postwatch.board.OutputTopicConsumer} reads topics and only
 * {@link org.postwatch.board.TerminalScreen} knows the terminal.
 */
package org.postwatch.board;
