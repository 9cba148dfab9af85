using Stvg.Core;

namespace Stvg.Client.Arguments;

/// <summary>
/// Secrets come from files or the environment: a command line can be read by everybody on the machine, and is kept in histories.
/// </summary>
internal static class SecretFile
{
    /// <summary>The first line of a file.</summary>
    /// <exception cref="StvgException">The file cannot be read, or its first line is empty.</exception>
    public static string Read(string path)
    {
        using var reader = Commands.CommonOptions.OpenText(path);
        var line = reader.ReadLine()?.Trim();
        return string.IsNullOrEmpty(line) ? throw new StvgException($"'{path}' is empty; its first line has to be the secret") : line;
    }
}
