// Matches each line of stdin, a text in base64 of UTF-16LE, with a pattern, by the engine that Windows PowerShell has: .NET's.
// No options, as -cmatch has none. For each it prints what the group "port" holds, "yes" where there is no such group, or "no".

using System;
using System.Text;
using System.Text.RegularExpressions;

static class Program
{
    static void Main(string[] args)
    {
        for (string line; (line = Console.ReadLine()) != null; )
        {
            var match = Regex.Match(Encoding.Unicode.GetString(Convert.FromBase64String(line)), args[0]);
            var port = match.Groups["port"];
            Console.WriteLine(!match.Success ? "no" : port.Success ? port.Value : "yes");
        }
    }
}
