using System.Net;
using Microsoft.AspNetCore.Http;
using Stvg.Api.Problems;

namespace Stvg.Api.Limits;

/// <summary>
/// Counts wrong keys by client and says when enough is enough: looking a key up costs more than refusing it. The keys themselves are too
/// long to be guessed.
/// </summary>
internal sealed class WrongKeys(ApiOptions options)
{
    /// <summary>Wrong keys at once; one more is forgiven each second.</summary>
    public const int Burst = 30;

    /// <summary>Most clients that are remembered.</summary>
    internal const int MostClients = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Left, long At)> _clients = new(StringComparer.Ordinal);

    /// <summary>Clients that are remembered.</summary>
    internal int Clients
    {
        get
        {
            lock (_lock) return _clients.Count;
        }
    }

    /// <summary>Seconds to wait; 0 when the next key may be looked up.</summary>
    public int RetryAfter(IPAddress? address)
    {
        lock (_lock) return Left(ClientRate.ClientOf(address)) is var left && left >= 1 ? 0 : (int)Math.Ceiling(1 - left);
    }

    /// <summary>What a client hears that has to wait.</summary>
    public static Problem Refusal(int seconds) =>
        new(StatusCodes.Status429TooManyRequests, $"too many wrong keys came from this address; wait {seconds} s") { RetryAfter = seconds };

    /// <summary>One more wrong key.</summary>
    public void Count(IPAddress? address)
    {
        var client = ClientRate.ClientOf(address);
        lock (_lock)
        {
            if (_clients.Count >= MostClients) Forget();
            _clients[client] = (Math.Max(0, Left(client) - 1), options.Clock.GetTimestamp());
        }
    }

    private double Left(string client) => _clients.TryGetValue(client, out var known)
        ? Math.Min(Burst, known.Left + options.Clock.GetElapsedTime(known.At).TotalSeconds)
        : Burst;

    // Those that are forgiven; all, where so many come at once that remembering them would cost more than it saves.
    private void Forget()
    {
        foreach (var client in _clients.Keys)
            if (Left(client) >= Burst) _clients.Remove(client);
        if (_clients.Count >= MostClients) _clients.Clear();
    }
}
