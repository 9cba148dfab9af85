using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Services;

namespace Stvg.Embedded.Learning;

/// <summary>
/// The learned grounder that a running server asks beside the built-in one. Every question looks whether another version was adopted, which costs the
/// reading of one line. A version that cannot be read is warned of once, and the built-in grounder goes on alone. Safe for concurrent use.
/// </summary>
internal sealed partial class CurrentGrounder(string dataFolder, ILogger log)
{
    private readonly GrounderVersions _versions = new(dataFolder);
    private readonly Lock _lock = new();
    private Key _known;
    private LearnedGrounder? _grounder;
    private string? _trouble;

    /// <summary>The grounder in use; null: the built-in one alone.</summary>
    public LearnedGrounder? Get()
    {
        lock (_lock)
        {
            Look();
            return _grounder;
        }
    }

    /// <summary>What is in use, for people.</summary>
    public GrounderStatus Status()
    {
        lock (_lock)
        {
            Look();
            return new GrounderStatus(_grounder is null ? null : _known.Name, _grounder?.About, _trouble);
        }
    }

    private void Look()
    {
        string? name;
        try
        {
            name = _versions.Current;
        }
        catch (StvgException e)
        {
            Lose(default, e.Message);
            return;
        }

        var now = Key.Of(name, name is null ? null : new FileInfo(_versions.FileOf(name)));
        if (now == _known && (name is not null || _trouble is null)) return;
        if (name is null)
        {
            if (_known.Name is { } before) LogLeft(before);
            (_known, _grounder, _trouble) = (default, null, null);
            return;
        }

        try
        {
            (_known, _grounder, _trouble) = (now, GrounderFiles.Read(_versions.FileOf(name)), null);
            LogTaken(name, _grounder.About);
        }
        catch (StvgException e)
        {
            Lose(now, e.Message);
        }
    }

    private void Lose(Key key, string message)
    {
        var trouble = $"{message}; the built-in grounder answers alone: 'stvg grounder rollback' takes the version before";
        if (trouble != _trouble) LogTrouble(trouble);
        (_known, _grounder, _trouble) = (key, null, trouble);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Grounder {Version} is in use ({About})")]
    private partial void LogTaken(string version, string about);

    [LoggerMessage(Level = LogLevel.Information, Message = "Grounder {Version} is out of use: the built-in grounder answers alone")]
    private partial void LogLeft(string version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Trouble}")]
    private partial void LogTrouble(string trouble);

    /// <summary>A version as it is on disk now: one that was mended is read again.</summary>
    private readonly record struct Key(string? Name, long Bytes, DateTime WrittenAt)
    {
        public static Key Of(string? name, FileInfo? file) => file is { Exists: true } ? new Key(name, file.Length, file.LastWriteTimeUtc) : new Key(name, 0, default);
    }
}
