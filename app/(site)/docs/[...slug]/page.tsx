import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CoursePage } from '@/components/course/course-page';
import { shortTitle } from '@/components/course/short-title';
import { siteCourse } from '@/components/course/site-course';
import { courseDocuments } from '@/lib/search/course';

/** All pages are known at build time; any other address is a 404. */
export const dynamicParams = false;

interface Props {
  params: Promise<{ slug: string[] }>;
}

export async function generateStaticParams(): Promise<Array<{ slug: string[] }>> {
  return courseDocuments(await siteCourse())
    .filter(({ path }) => path.startsWith('/docs/'))
    .map(({ path }) => ({ slug: path.split('/').slice(2) }));
}

async function find({ params }: Props) {
  const path = `/docs/${(await params).slug.map(decodeURIComponent).join('/')}`;
  const course = await siteCourse();
  const document = courseDocuments(course).find((candidate) => candidate.path === path);
  return document && { course, document };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await find(props);
  if (!found) return {};
  const { title, description } = found.document;
  return {
    title: shortTitle(title),
    description,
    openGraph: { type: 'article', siteName: 'RoboLearn', title: shortTitle(title), description },
  };
}

export default async function DocsPage(props: Props) {
  const found = await find(props);
  if (!found) notFound();
  return <CoursePage course={found.course} document={found.document} />;
}
