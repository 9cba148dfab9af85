using System.Text.RegularExpressions;
using OpenCvSharp;
using Stvg.Core;

namespace Stvg.Video.OpenCv;

/// <summary>The native library: whether it loads on this machine, and what it was built with.</summary>
public static partial class OpenCvLibrary
{
    private static readonly Lazy<(string? Version, string Build, string? Trouble)> s_state = new(Load);

    /// <summary>Its version ("4.13.0"); null where it does not load.</summary>
    public static string? Version => s_state.Value.Version;

    /// <summary>One line for the user: what is there, or what is missing and how to get it.</summary>
    public static string Description => s_state.Value.Trouble ?? $"OpenCV {Version}{(Has("GStreamer") ? ", with GStreamer" : ", without GStreamer")}";

    /// <summary>Whether it was built with something, as its build information names it ("GStreamer", "v4l/v4l2").</summary>
    public static bool Has(string part) =>
        Regex.IsMatch(s_state.Value.Build, $"^ *{Regex.Escape(part)}: +YES", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    /// <summary>Loads it.</summary>
    /// <exception cref="StvgException">It does not load; the message says why and what to install.</exception>
    public static void Require()
    {
        if (s_state.Value.Trouble is { } trouble) throw new StvgException(trouble);
    }

    private static (string?, string, string?) Load()
    {
        try
        {
            var build = Cv2.GetBuildInformation();
            // The detector has the other processors; a frame this small is not worth waking them.
            Cv2.SetNumThreads(1);
            return (Cv2.GetVersionString(), build, null);
        }
        catch (Exception e) when (Native(e) is { } missing)
        {
            var library = MissingFile().Match(missing.Message) is { Success: true } match ? match.Value : null;
            return (null, "", $"OpenCV does not load{(library is null ? "" : $", for want of {library}")}: on Debian and Ubuntu install libgtk-3-0 "
                + "(apt-get install libgtk-3-0), on other systems GTK 3");
        }
    }

    private static Exception? Native(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            if (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException) return e;
        return null;
    }

    [GeneratedRegex(@"lib[A-Za-z0-9_+.-]+\.so(\.[0-9]+)*(?=: cannot open)")]
    private static partial Regex MissingFile();
}
