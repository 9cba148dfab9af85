using Microsoft.AspNetCore.Http;
using Stvg.Api.Security;
using Stvg.Core;
using Stvg.Core.Queries;

namespace Stvg.Api;

/// <summary>Where the API listens, whom it lets in, and how much it takes.</summary>
public sealed record ApiOptions
{
    private readonly bool _keysRequired;

    /// <summary>Addresses to listen on; port 0 takes one that is free. Only http: encryption is for a proxy in front.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8080"];

    /// <summary>Whether every request needs a key: when asked for, and always when an address can be reached from outside.</summary>
    public bool KeysRequired
    {
        get => _keysRequired || !IsLoopback;
        init => _keysRequired = value;
    }

    /// <summary>Longest sentence, characters.</summary>
    public int MaxSentence { get; init; } = QueryParser.MaximumLength;

    /// <summary>Largest body of a request, bytes.</summary>
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>Requests per second of one key, or of one address without key; twice as many at once.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Alert streams at the same time, of all clients.</summary>
    public int MaxStreams { get; init; } = 64;

    /// <summary>Connections at the same time, of all clients.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Most answers of one search or grounding.</summary>
    public int MaxTop { get; init; } = 100;

    /// <summary>After so long without an alert a stream sends a comment, so that a dead connection is noticed.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time that requests have to end when the server stops; then they are cut off.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Pages of somebody else, for administrators.</summary>
    public IReadOnlyList<ApiMount> Mounts { get; init; } = [];

    /// <summary>Where an OpenTelemetry collector listens; not used by the API itself, which is asked for its metrics.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether every address can only be reached from this machine.</summary>
    public bool IsLoopback => Urls.All(url => LocalOnlyMiddleware.IsLoopbackName(Parse(url).Host));

    /// <exception cref="StvgException">An address or a limit makes no sense.</exception>
    internal void Validate()
    {
        if (Urls.Count == 0) throw new StvgException("the server has no address to listen on; give --urls http://127.0.0.1:8080");
        foreach (var url in Urls)
        {
            var address = Parse(url);
            if (!string.Equals(address.Scheme, "http", StringComparison.OrdinalIgnoreCase) || address.IsUnixPipe || address.IsNamedPipe)
            {
                throw new StvgException(
                    $"'{url}' is not an http address; the server speaks http, put a proxy with a certificate in front of it for https");
            }

            if (address.Port == 0 && string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
                throw new StvgException($"'{url}' means two addresses, which may not find the same free port; write http://127.0.0.1:0");
            if (address.PathBase.Length > 0) throw new StvgException($"'{url}' has a path; give scheme, host and port only");
        }

        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)
            [(nameof(MaxSentence), MaxSentence), (nameof(MaxRequestBytes), MaxRequestBytes), (nameof(RequestsPerSecond), RequestsPerSecond),
             (nameof(MaxStreams), MaxStreams), (nameof(MaxConnections), MaxConnections), (nameof(MaxTop), MaxTop)])
        {
            if (value < 1) throw new StvgException($"the API's {name} is {value}; give a number of at least 1");
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new StvgException($"'{url}' is not an address; write it as http://127.0.0.1:8080", e);
        }
    }
}
