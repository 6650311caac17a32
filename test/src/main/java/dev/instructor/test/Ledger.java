package dev.instructor.test;

/**
 * What a provider twin has counted.
 *
 * @param requests requests that arrived, refused ones included
 * @param refused requests that were refused for their form or their key
 * @param inputTokens input tokens that the answers told
 * @param outputTokens output tokens that the answers told
 * @param connections connections that were accepted
 */
public record Ledger(
    int requests, int refused, long inputTokens, long outputTokens, int connections) {}
