// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
package org.mohur.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * EU DSS behind a pipe: one JSON job a line on standard input, one JSON answer a line on standard output, so that the
 * virtual machine starts once. A job has a verb: "judge" ({@link Judge}) or "sign" ({@link Signer}). Whatever goes wrong
 * with one job is its answer's "error"; the next job is not affected.
 */
public final class Main {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        // Nothing but answers may reach the pipe, whatever a library prints.
        PrintStream answers = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BufferedReader jobs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
            answers.println(JSON.writeValueAsString(answer(JSON.readTree(line))));
        }
    }

    private static ObjectNode answer(JsonNode job) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("id", job.path("id").asText());
        try {
            switch (job.path("verb").asText()) {
                case "judge" -> Judge.run(job, answer);
                case "sign" -> Signer.run(job, answer);
                default -> answer.put("error", "unknown verb");
            }
        } catch (Exception | StackOverflowError | OutOfMemoryError problem) {
            answer.put("error", problem.getClass().getSimpleName() + ": " + problem.getMessage());
        }
        return answer;
    }
}
