@echo off
rem Runs the instructor command from this checkout; the first start builds it. Unlike the script for
rem Unix it neither sees changed sources (delete .instructor\windows then) nor archives classes.
setlocal
set "ROOT=%~dp0"
set "BUILD=%ROOT%.instructor\windows"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%BUILD%\done" goto run
echo instructor: building, which happens once 1>&2
pushd "%ROOT%"
call mvn -q -B -ntp -Plauncher -pl core,openai,ollama,anthropic,google,bedrock,cohere,llamacpp,validation,embedded,starter,cli "-Dlauncher.directory=%BUILD%" "-DoutputDirectory=%BUILD%\lib" -DincludeScope=runtime org.apache.maven.plugins:maven-resources-plugin:resources org.apache.maven.plugins:maven-compiler-plugin:compile org.apache.maven.plugins:maven-jar-plugin:jar org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies 1>&2
if errorlevel 1 (
  popd
  exit /b 2
)
popd
copy /y "%BUILD%\instructor-cli\instructor-cli-*.jar" "%BUILD%\lib" >nul
type nul > "%BUILD%\done"
:run
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "%BUILD%\lib\*" dev.instructor.cli.Main %*
