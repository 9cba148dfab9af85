using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Learning.Files;
using Stvg.Models.Learning;

namespace Stvg.Embedded.Learning;

/// <summary>Learned grounders on disk.</summary>
public static class GrounderFiles
{
    /// <summary>Reads one.</summary>
    /// <exception cref="StvgException">It is not there, cannot be read, or is no learned grounder.</exception>
    public static LearnedGrounder Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return GrounderFile.Read(file, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StvgException($"'{path}' does not exist: give a file that 'stvg train' wrote", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes a grounder as an ONNX file for the worker that runs every network, or for other programs (docs/learning.md).</summary>
    /// <exception cref="StvgException">It cannot be written.</exception>
    public static void Export(LearnedGrounder grounder, string path) => WholeFile.Write(path, stream => GrounderExporter.Write(grounder, stream));
}
