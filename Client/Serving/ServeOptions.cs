using Microsoft.Extensions.Logging;

namespace Stvg.Client.Serving;

/// <summary>What <c>stvg serve</c> was asked for.</summary>
internal sealed record ServeOptions
{
    public required IReadOnlyList<string> Urls { get; init; }

    public required string DataFolder { get; init; }

    public IReadOnlyList<string> MediaFolders { get; init; } = [];

    public string? Archive { get; init; }

    public required string Detector { get; init; }

    public float PosesPerSecond { get; init; } = Embedded.Live.ServerOptions.DefaultPosesPerSecond;

    public bool Recording { get; init; } = true;

    public TimeSpan? KeepVideo { get; init; }

    public long? KeepVideoBytes { get; init; }

    public TimeSpan? KeepData { get; init; }

    public string? Judge { get; init; }

    public bool AllowPipelines { get; init; }

    public string? OtlpEndpoint { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    public bool LogJson { get; init; }

    /// <summary>The user's data folder, as other programs use it.</summary>
    public static string DefaultDataFolder
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } named ? named : Path.Combine(home, ".local", "share");
            return Path.Combine(data, "orleans-stvg", "server");
        }
    }
}
