namespace Stvg.Models.Tests.Support;

/// <summary>A folder of one test, with a space in its name; deleted with all that is in it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stvg models ").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.Delete(path); // rather than write through a link
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A program for the shell. What it does ends with the exit status of its last command.</summary>
    public string WriteScript(string name, string text)
    {
        var path = Write(name, "#!/bin/bash\n" + text.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
