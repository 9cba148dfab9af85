using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Stvg.Core;

namespace Stvg.Video.Processes;

/// <summary>
/// A child whose standard error is always drained (it can never block on it) and which never outlives this object.
/// Arguments are passed as a list, never through a shell.
/// </summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _errorsRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, LineHandler onErrorLine)
    {
        _process = process;
        Id = process.Id;
        // A thread of its own: a blocking read on the thread pool would starve it on a machine with few cores.
        new Thread(() => DrainErrors(onErrorLine)) { IsBackground = true, Name = $"stderr of {Id}" }.Start();
    }

    /// <summary>Process id.</summary>
    public int Id { get; }

    /// <summary>The child's standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The child's standard input, where it was started with one; closing it is the end of the input.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments, one each.</param>
    /// <param name="onErrorLine">Called on one background thread for each line of standard error.</param>
    /// <param name="folder">Working directory; null for this process's own.</param>
    /// <param name="withInput">Whether something will be written to <see cref="Input"/>; else it is at its end from the start.</param>
    /// <exception cref="StvgException">It cannot be started.</exception>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, LineHandler onErrorLine, string? folder = null, bool withInput = false)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        start.Environment.Remove("AV_LOG_FORCE_COLOR");
        try
        {
            var process = Process.Start(start)!;
            if (!withInput) process.StandardInput.Close();
            return new ChildProcess(process, onErrorLine);
        }
        catch (Win32Exception e)
        {
            throw new StvgException($"cannot start '{program}': {e.Message}", e);
        }
    }

    /// <summary>Ends the child and all its descendants at once; does nothing when it has ended.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended, which is what was wanted.
        }
    }

    /// <summary>
    /// Asks the child to finish its work and end; whoever asks has to see to it that it does. Where there is no such request (Windows),
    /// ends it at once.
    /// </summary>
    public void Terminate()
    {
        if (OperatingSystem.IsWindows()) Kill();
        else if (!_process.HasExited) _ = SendSignal(Id, SigTerm);
    }

    /// <summary>
    /// Whether an exit status means that a signal ended FFmpeg: 255 where it could still obey, else 128 and the signal. Higher ones are
    /// error codes of newer FFmpeg versions.
    /// </summary>
    public static bool WasStopped(int status) => status is 255 or (> 128 and < 160);

    /// <summary>
    /// Ctrl-C in a terminal reaches the child too, and perhaps first: gives this process's own cancellation a moment to arrive, so that
    /// the user's wish is not reported as an accident.
    /// </summary>
    /// <exception cref="OperationCanceledException">It arrived.</exception>
    public static Task LetCancellationArriveAsync(CancellationToken ct) => Task.Delay(TimeSpan.FromMilliseconds(300), ct);

    /// <summary>Waits for the end of the child and of its standard error.</summary>
    /// <returns>The exit status; 128 + n after signal n.</returns>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await _errorsRead.Task.ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Ends the child if it still runs, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await WaitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private const int SigTerm = 15;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    private void DrainErrors(LineHandler onErrorLine)
    {
        try
        {
            var lines = new LineSplitter(onErrorLine);
            var buffer = new byte[16 * 1024];
            var stream = _process.StandardError.BaseStream;
            for (int n; (n = stream.Read(buffer)) > 0;) lines.Add(buffer.AsSpan(0, n));
            lines.End();
            _errorsRead.SetResult();
        }
        catch (Exception e)
        {
            // Undrained, the child would block for ever; whoever waits for it gets to know why it was ended.
            _errorsRead.SetException(e);
            Kill();
        }
    }
}
