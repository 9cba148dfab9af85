using System.Net;
using Microsoft.Extensions.Logging;
using Stvg.Grains.Hosting;

namespace Stvg.Silo;

/// <summary>What the command line says.</summary>
internal sealed record SiloSettings
{
    /// <summary>What the silo is for, and everything that is as in one process.</summary>
    public required SiloOptions Silo { get; init; }

    /// <summary>
    /// PostgreSQL behind clustering, grain state and reminders; null: this machine only, and nothing of the runtime's outlives it.
    /// </summary>
    public string? Postgres { get; init; }

    /// <summary>Name of the service: the same for ever.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Name of the cluster: one for each environment.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Address that other silos reach this one at.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Port for other silos.</summary>
    public required int SiloPort { get; init; }

    /// <summary>Port for clients of the cluster.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>Without PostgreSQL: port of the first silo of this machine, which the others join.</summary>
    public int PrimaryPort { get; init; }

    /// <summary>Addresses of the HTTP API, with the role gateway.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>Address of the health endpoints; null: none but the API's.</summary>
    public string? Health { get; init; }

    /// <summary>Whether the runtime's dashboard is shown to administrators.</summary>
    public bool Dashboard { get; init; }

    /// <summary>An OpenTelemetry collector, or null.</summary>
    public string? Otlp { get; init; }

    /// <summary>Log level.</summary>
    public LogLevel LogLevel { get; init; }
}
