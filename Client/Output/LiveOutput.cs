using Microsoft.Win32.SafeHandles;

namespace Stvg.Client.Output;

/// <summary>
/// Standard output of a command that goes on until it is ended. The console passes over it in silence when nobody reads any more
/// (<c>stvg alerts --follow | head -1</c>); such a command has to end then.
/// </summary>
internal sealed class LiveOutput : IDisposable
{
    private const int StandardOutput = 1;

    private readonly StreamWriter? _pipe = !Console.IsOutputRedirected || OperatingSystem.IsWindows() ? null
        : new(new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0));

    /// <summary>Writes a line at once; false when nobody reads any more.</summary>
    public bool TryWriteLine(string line)
    {
        if (_pipe is null)
        {
            Console.Out.WriteLine(line);
            return true;
        }
        try
        {
            _pipe.WriteLine(line);
            _pipe.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _pipe?.BaseStream.Dispose(); // not the writer, which would try once more to get rid of its line
}
