package dev.instructor.test;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP/1.1 server on loopback that does what it is told, faults included. Two threads serve a
 * connection: one writes the response, while the other waits for the next request and so sees at
 * once if the client goes away.
 */
final class TwinServer implements AutoCloseable {
  /** As many connections may wait as the system allows. */
  private static final int BACKLOG = 4096;

  /** Answers requests; called from several threads. */
  @FunctionalInterface
  interface Handler {
    TwinResponse answer(HttpRequestReader.Received received);
  }

  private final ServerSocket listener;
  private final Handler handler;
  private final ExecutorService threads = TwinThreads.open();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  TwinServer(ServerSocket unbound, Handler handler) {
    this.listener = unbound;
    this.handler = handler;
    try {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("No port on loopback can be opened", e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return accepted.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.add(socket);
        int number = accepted.incrementAndGet();
        threads.execute(() -> serve(socket, number));
      } catch (IOException e) {
        // Closed, or the client went away before it was served: either way the loop decides.
      }
    }
  }

  private void serve(Socket socket, int number) {
    try (socket) {
      socket.setTcpNoDelay(true);
      PushbackInputStream in =
          new PushbackInputStream(new BufferedInputStream(socket.getInputStream()), 1);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      HttpRequestReader reader = new HttpRequestReader(in, out, number);
      for (Optional<HttpRequestReader.Received> next = reader.read();
          next.isPresent();
          next = reader.read()) {
        if (!serve(next.get(), socket, in, out)) {
          return;
        }
      }
    } catch (IOException e) {
      // The connection broke; a request that was being answered knows.
    } finally {
      connections.remove(socket);
    }
  }

  /** Answers one request; returns whether the connection can serve another. */
  private boolean serve(
      HttpRequestReader.Received received,
      Socket socket,
      PushbackInputStream in,
      OutputStream out) {
    AtomicBoolean complete = new AtomicBoolean();
    Future<Boolean> writing =
        threads.submit(
            () -> {
              boolean goesOn = false;
              try {
                goesOn =
                    handler.answer(received).write(out, complete)
                        && !"close".equalsIgnoreCase(received.headers().get("Connection"));
              } finally {
                if (!goesOn) {
                  socket.close();
                }
              }
              return goesOn;
            });
    int next = readOrEnd(in);
    if (next < 0) {
      if (!complete.get()) {
        received.request().disconnected();
        writing.cancel(true);
      }
      return false;
    }
    try {
      in.unread(next);
      return writing.get();
    } catch (ExecutionException | IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int readOrEnd(PushbackInputStream in) {
    try {
      return in.read();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Closes every connection and waits for nobody. */
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The twin's port cannot be closed", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
