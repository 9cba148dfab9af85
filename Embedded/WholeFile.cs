using Stvg.Core;

namespace Stvg.Embedded;

/// <summary>
/// Writes a file whole or not at all, also when the power goes: into a neighbour first, renamed when it is on disk. What was there stays until then.
/// </summary>
public static class WholeFile
{
    /// <summary>Writes bytes through <paramref name="write"/>; nothing is left behind when it fails.</summary>
    /// <exception cref="StvgException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var part = PartOf(path);
        try
        {
            using (var file = File.Create(part))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <inheritdoc cref="Write"/>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var part = PartOf(path);
        try
        {
            var file = File.Create(part, 1 << 16, FileOptions.Asynchronous);
            await using (file.ConfigureAwait(false))
            {
                await write(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>What is told of a file that cannot be written.</summary>
    public static StvgException Refusal(string path, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return new($"cannot write '{path}': {cause.Message.TrimEnd('.')}; free some space or choose another place", cause);
    }

    private static string PartOf(string path) => $"{path}.{Environment.ProcessId}.part";
}
